package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store/fold"
)

// previewUsers is how many users a record holds.
const previewUsers = 500

// SaveUsersPage stores some users of a customer as a copy with the number pass
// saw them. What is known of a user's licenses stays where the page does not say.
func (db *DB) SaveUsersPage(ctx context.Context, id partner.CustomerID, pass int64, page []partner.User) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		return putUsers(ctx, tx, num, pass, page)
	})
}

// FinishUsers ends a copy that saw every user of a customer: whom it did not see
// is gone. It gives how many are not deleted.
func (db *DB) FinishUsers(ctx context.Context, id partner.CustomerID, pass int64, at time.Time) (total int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM users WHERE customer = ? AND pass <> ?", num, pass); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE customer = ? AND deleted = 0", num).Scan(&total); err != nil {
			return err
		}
		return setBlock(ctx, tx, num, partner.BlockUsers, usersBlock{Total: total}, at)
	})
	return total, err
}

// PutUser stores one user of a customer as it is now.
func (db *DB) PutUser(ctx context.Context, id partner.CustomerID, user partner.User) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		num, err := numberOf(ctx, tx, id)
		if err != nil {
			return err
		}
		before, err := activeUsers(ctx, tx, num)
		if err != nil {
			return err
		}
		if err := putUsers(ctx, tx, num, passOf(ctx, tx, num), []partner.User{user}); err != nil {
			return err
		}
		after, err := activeUsers(ctx, tx, num)
		if err != nil || before == after {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE blocks SET data = json_set(data, '$.total', max(coalesce(json_extract(data, '$.total'), 0) + ?, 0))
			WHERE customer = ? AND block = ? AND data IS NOT NULL`, after-before, num, partner.BlockUsers)
		return err
	})
}

// passOf is the copy that a single user is counted to: the last one there was.
func passOf(ctx context.Context, tx *sql.Tx, num int64) (pass int64) {
	if tx.QueryRowContext(ctx, "SELECT coalesce(max(pass), 0) FROM users WHERE customer = ?", num).Scan(&pass) != nil {
		return 0
	}
	return pass
}

func activeUsers(ctx context.Context, tx *sql.Tx, num int64) (n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE customer = ? AND deleted = 0", num).Scan(&n)
	return n, err
}

func putUsers(ctx context.Context, tx *sql.Tx, num, pass int64, page []partner.User) error {
	statement, err := tx.PrepareContext(ctx, `INSERT INTO users (customer, id, deleted, name_key, fold, login, pass, data)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer, id) DO UPDATE SET deleted = excluded.deleted, name_key = excluded.name_key,
		fold = excluded.fold, login = excluded.login, pass = excluded.pass, data = CASE json_extract(excluded.data, '$.licensesKnown')
		WHEN 1 THEN excluded.data ELSE json_set(excluded.data, '$.licensesKnown', json(CASE json_extract(users.data, '$.licensesKnown') WHEN 1 THEN 'true' ELSE 'false' END),
		'$.licenses', json(coalesce(json_extract(users.data, '$.licenses'), 'null'))) END`)
	if err != nil {
		return err
	}
	defer statement.Close()
	for _, user := range page {
		data, err := json.Marshal(user)
		if err != nil {
			return err
		}
		name := cmp.Or(user.DisplayName, user.PrincipalName)
		searched := fold.Fold(strings.Join([]string{user.DisplayName, user.PrincipalName, user.FirstName, user.LastName}, "\n"))
		_, err = statement.ExecContext(ctx, num, user.ID, strings.EqualFold(user.State, "inactive"), sortKey(name), searched,
			strings.ToLower(user.PrincipalName), pass, string(data))
		if err != nil {
			return err
		}
	}
	return nil
}

// User gives a stored user of a customer, or CodeNotFound.
func (db *DB) User(ctx context.Context, id partner.CustomerID, userID string) (partner.User, error) {
	return db.user(ctx, id, "u.id = ?", userID)
}

// UserByLogin gives a stored user by principal name, one that is not deleted
// first; CodeNotFound if there is none.
func (db *DB) UserByLogin(ctx context.Context, id partner.CustomerID, login string) (partner.User, error) {
	return db.user(ctx, id, "u.login = ?", strings.ToLower(strings.TrimSpace(login)))
}

func (db *DB) user(ctx context.Context, id partner.CustomerID, where string, value any) (user partner.User, err error) {
	var data string
	err = db.reader.QueryRowContext(ctx, "SELECT u.data FROM users u JOIN customers c ON c.num = u.customer WHERE c.id = ? AND "+where+
		" ORDER BY u.deleted, u.id LIMIT 1", packID(id), value).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return user, partner.NewError(partner.CodeNotFound, "user", nil)
	}
	if err == nil {
		err = json.Unmarshal([]byte(data), &user)
	}
	return user, failed(ctx, err)
}

// matching is the condition of a query, over the users of one customer.
func matching(num int64, q partner.UserQuery) (where string, args []any) {
	where, args = "customer = ? AND deleted = ?", []any{num, q.Deleted}
	for _, word := range fold.Words(q.Search) {
		where += " AND instr(fold, ?) > 0"
		args = append(args, word)
	}
	return where, args
}

// UsersWindow gives the users of a customer around a place, with their numbers.
// Its cost follows before and after, and for a search the number of users.
func (db *DB) UsersWindow(ctx context.Context, id partner.CustomerID, q partner.UserQuery, at partner.UserPlace, before, after int) (partner.UserWindow, error) {
	w, err := db.usersWindow(ctx, id, q, at, before, after)
	return w, failed(ctx, err)
}

// placeOf gives the row of the user that a place names, or the first edge where
// there is none.
func placeOf(ctx context.Context, tx *sql.Tx, at partner.UserPlace, where string, args []any) (key []byte, user string, edge partner.Edge, err error) {
	key = []byte{}
	if at.Edge != partner.EdgeNone {
		return key, "", at.Edge, nil
	}
	err = tx.QueryRowContext(ctx, "SELECT name_key, id FROM users WHERE "+where+" AND id = ?", append(args, at.User)...).Scan(&key, &user)
	if errors.Is(err, sql.ErrNoRows) {
		return []byte{}, "", partner.EdgeFirst, nil
	}
	return key, user, partner.EdgeNone, err
}

func (db *DB) usersWindow(ctx context.Context, id partner.CustomerID, q partner.UserQuery, at partner.UserPlace, before, after int) (w partner.UserWindow, err error) {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // counts and rows of the same list
	if err != nil {
		return w, err
	}
	defer tx.Rollback()
	num, err := numberOf(ctx, tx, id)
	if err != nil {
		return w, err
	}
	where, args := matching(num, q)
	all, allArgs := matching(num, partner.UserQuery{Deleted: q.Deleted})
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE "+where, args...).Scan(&w.Matches); err != nil {
		return w, err
	}
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE "+all, allArgs...).Scan(&w.Total); err != nil {
		return w, err
	}
	key, user, edge, err := placeOf(ctx, tx, at, where, args)
	if err != nil {
		return w, err
	}
	var head, tail []partner.User
	if edge == partner.EdgeLast {
		head, err = someUsers(ctx, tx, "SELECT data FROM users WHERE "+where+" ORDER BY name_key DESC, id DESC LIMIT ?", append(args, before+1)...)
	} else {
		tail, err = someUsers(ctx, tx, "SELECT data FROM users WHERE "+where+" AND (name_key, id) >= (?, ?) ORDER BY name_key, id LIMIT ?",
			append(args, key, user, after+2)...)
		if err == nil && edge == partner.EdgeNone {
			head, err = someUsers(ctx, tx, "SELECT data FROM users WHERE "+where+" AND (name_key, id) < (?, ?) ORDER BY name_key DESC, id DESC LIMIT ?",
				append(args, key, user, before+1)...)
		}
	}
	if err != nil {
		return w, err
	}
	// Each reading asks for one row more than is wanted, to know where the list ends.
	w.AtStart, w.AtEnd = len(head) <= before, len(tail) <= after+1
	head, tail = head[:min(len(head), before)], tail[:min(len(tail), after+1)]
	slices.Reverse(head)
	w.Rows, w.Anchor = append(head, tail...), len(head)
	if edge == partner.EdgeLast {
		w.Anchor = len(w.Rows) - 1
	}
	if len(w.Rows) == 0 {
		w.Anchor = -1
	}
	return w, nil
}

func someUsers(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]partner.User, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanUsers(rows)
}

func scanUsers(rows *sql.Rows) (users []partner.User, err error) {
	for rows.Next() {
		user, err := scanUser(rows)
		if err != nil {
			return nil, err
		}
		users = append(users, user)
	}
	return users, rows.Err()
}

func scanUser(rows *sql.Rows) (user partner.User, err error) {
	var data string
	if err = rows.Scan(&data); err == nil {
		err = json.Unmarshal([]byte(data), &user)
	}
	return user, err
}

// EachUser gives the users that a query finds one after the other, in their
// order, until visit says no.
func (db *DB) EachUser(ctx context.Context, id partner.CustomerID, q partner.UserQuery, visit func(partner.User) bool) error {
	err := db.eachUser(ctx, id, q, visit)
	return failed(ctx, err)
}

func (db *DB) eachUser(ctx context.Context, id partner.CustomerID, q partner.UserQuery, visit func(partner.User) bool) error {
	var num int64
	if err := db.reader.QueryRowContext(ctx, "SELECT num FROM customers WHERE id = ?", packID(id)).Scan(&num); err != nil {
		return err
	}
	where, args := matching(num, q)
	rows, err := db.reader.QueryContext(ctx, "SELECT data FROM users WHERE "+where+" ORDER BY name_key, id", args...) //nolint:gosec // where is a condition of this file
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		user, err := scanUser(rows)
		if err != nil {
			return err
		}
		if !visit(user) {
			return nil
		}
	}
	return rows.Err()
}

// idsOf gives the ids of users as a JSON list.
func idsOf(users []partner.User) string {
	ids := make([]string, len(users))
	for i, user := range users {
		ids[i] = user.ID
	}
	text, _ := json.Marshal(ids) // strings always can be written
	return string(text)
}
