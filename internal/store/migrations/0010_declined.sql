-- Who did not accept an invitation, as a person said: ids of customers, as JSON.
-- They are not proposed for it again.
ALTER TABLE invitations ADD COLUMN declined TEXT NOT NULL DEFAULT 'null';
