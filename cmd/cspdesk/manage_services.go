package main

import (
	"context"
	"slices"

	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/account"
	"cspdesk/tui/buy"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/subscriptions"
	"cspdesk/tui/term"
)

// sales are the areas of what a customer buys, and of their account.
type sales struct {
	subscriptions *manage.Subscriptions
	buy           *manage.Buy
	account       *manage.Account
}

// newSales makes the areas of a session that has a Partner Center.
func newSales(s *session) sales {
	if s.client == nil {
		return sales{}
	}
	return sales{
		subscriptions: manage.NewSubscriptions(s.manage, s.client, s.refresh, s.db),
		buy:           manage.NewBuy(s.manage, s.client, s.refresh, s.db, nil),
		account:       manage.NewAccount(s.manage, s.client, s.refresh),
	}
}

// servicesStore is the store with what brings a block in it up to date.
type servicesStore struct{ *session }

func (s servicesStore) Record(ctx context.Context, id partner.CustomerID) (partner.Record, error) {
	return s.db.Record(ctx, id)
}

func (s servicesStore) FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error {
	return s.refresh.FetchBlock(ctx, id, block)
}

func (s servicesStore) OpenIntents(ctx context.Context) ([]partner.Intent, error) {
	return s.manage.Open(ctx)
}

// manageServices opens the Services and the Account of a record where they are
// managed.
func (d *desktop) manageServices(s *session, list *customers.Deps, locked string) {
	text := d.a.text
	off := func(deed partner.Deed) string {
		why, _ := text.Role(s.profile.Roles, deed)
		return i18n.Join(locked, why)
	}
	_, note := text.Role(s.profile.Roles, partner.DeedChangeSubscription)
	opener := mail.NewOpener(mail.Environment{Getenv: d.a.getenv})
	board := clipboard{term.NewClipboard(d.a.getenv, d.output, true)}
	store := servicesStore{s}
	buying := buy.Deps{Text: text, Seller: s.sales.buy, Clipboard: board, Off: off(partner.DeedBuy)}
	services := subscriptions.Deps{
		Text: text, Now: d.a.now, Store: store, Changer: s.sales.subscriptions, Opener: opener, Clipboard: board,
		Off: off(partner.DeedChangeSubscription), Note: note, BuyOff: off(partner.DeedBuy),
		Buy:     func(c partner.Customer) screen.Screen { return buy.New(buying, c) },
		Orders:  func(c partner.Customer) screen.Screen { return buy.NewOrders(buying, c) },
		Pending: d.pending(s, locked, ""),
		Turn: func(c partner.Customer, way int) screen.Screen {
			return neighbor(list, c, partner.BlockServices, way)
		},
	}
	accounts := account.Deps{
		Text: text, Now: d.a.now, Store: store, Keeper: s.sales.account, Clipboard: board,
		EditOff: off(partner.DeedEditCustomer), AttestOff: off(partner.DeedConfirmAgreement),
		Pending: d.pending(s, locked, ""),
		Turn: func(c partner.Customer, way int) screen.Screen {
			return neighbor(list, c, partner.BlockAccount, way)
		},
	}
	others := list.Manage
	list.Manage = func(c partner.Customer, b partner.Block) screen.Screen {
		switch {
		case b == partner.BlockServices:
			return subscriptions.New(services, c)
		case b == partner.BlockAccount:
			return account.New(accounts, c)
		case others != nil:
			return others(c, b)
		}
		return nil
	}
}

// neighbor makes the screen of the part of a record beside another one.
func neighbor(list *customers.Deps, c partner.Customer, from partner.Block, way int) screen.Screen {
	blocks := partner.Blocks()
	to := blocks[(slices.Index(blocks, from)+way+len(blocks))%len(blocks)]
	return list.Part(c, to)
}
