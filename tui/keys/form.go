package keys

// The intents of a form and of a question that wants a text.
const (
	FormNext     Intent = "form-next"
	FormPrevious Intent = "form-previous"
	FormMore     Intent = "form-more"
	FormLess     Intent = "form-less"
	FormCheck    Intent = "form-check"
	FormSubmit   Intent = "form-submit"
	FormLeave    Intent = "form-leave"
	TypedConfirm Intent = "typed-confirm"
)

// Form is the table of a form. While one of several values is chosen, values
// holds too.
func Form(values bool) Table {
	table := Table{
		{Intent: FormSubmit, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: FormNext, Keys: []string{"tab", "down", "enter"}, Short: true},
		{Intent: FormPrevious, Keys: []string{"shift+tab", "up"}},
		{Intent: FormLeave, Keys: []string{"esc"}, Short: true},
	}
	if values {
		table = append(table, Binding{Intent: FormMore, Keys: []string{"right", " "}, Short: true},
			Binding{Intent: FormLess, Keys: []string{"left"}})
	}
	return table
}

// FormBox is the table of a form while a yes or no has the focus.
func FormBox() Table {
	return append(Form(false), Binding{Intent: FormCheck, Keys: []string{" ", "right", "left"}, Short: true})
}

// Typed is the table of a question that wants a text.
func Typed() Table {
	return Table{
		{Intent: TypedConfirm, Keys: []string{"enter"}, Short: true},
		{Intent: Dismiss, Keys: []string{"esc"}, Short: true},
	}
}
