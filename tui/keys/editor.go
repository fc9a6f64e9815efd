package keys

// The intents of a text of several lines.
const (
	EditorUp            Intent = "editor-up"
	EditorDown          Intent = "editor-down"
	EditorPageUp        Intent = "editor-page-up"
	EditorPageDown      Intent = "editor-page-down"
	EditorLeft          Intent = "editor-left"
	EditorRight         Intent = "editor-right"
	EditorWordLeft      Intent = "editor-word-left"
	EditorWordRight     Intent = "editor-word-right"
	EditorHome          Intent = "editor-home"
	EditorEnd           Intent = "editor-end"
	EditorTop           Intent = "editor-top"
	EditorBottom        Intent = "editor-bottom"
	EditorNewline       Intent = "editor-newline"
	EditorBackspace     Intent = "editor-backspace"
	EditorDelete        Intent = "editor-delete"
	EditorDeleteWord    Intent = "editor-delete-word"
	EditorDeleteToStart Intent = "editor-delete-to-start"
	EditorDeleteToEnd   Intent = "editor-delete-to-end"
	EditorUndo          Intent = "editor-undo"
	EditorRedo          Intent = "editor-redo"
)

// Editor is the table of a text of several lines. ctrl+w and ctrl+e belong to
// the screen around it; many terminals send ctrl+_ for ctrl+/.
var Editor = Table{
	{Intent: EditorUp, Keys: []string{"up"}},
	{Intent: EditorDown, Keys: []string{"down"}},
	{Intent: EditorPageUp, Keys: []string{"pgup"}},
	{Intent: EditorPageDown, Keys: []string{"pgdown"}},
	{Intent: EditorLeft, Keys: []string{"left"}},
	{Intent: EditorRight, Keys: []string{"right"}},
	{Intent: EditorWordLeft, Keys: []string{"ctrl+left", "alt+left", "alt+b"}},
	{Intent: EditorWordRight, Keys: []string{"ctrl+right", "alt+right", "alt+f"}},
	{Intent: EditorHome, Keys: []string{"home", "ctrl+a"}},
	{Intent: EditorEnd, Keys: []string{"end"}},
	{Intent: EditorTop, Keys: []string{"ctrl+home"}},
	{Intent: EditorBottom, Keys: []string{"ctrl+end"}},
	{Intent: EditorNewline, Keys: []string{"enter", "ctrl+j"}},
	{Intent: EditorBackspace, Keys: []string{"backspace", "ctrl+h"}},
	{Intent: EditorDelete, Keys: []string{"delete", "ctrl+d"}},
	{Intent: EditorDeleteWord, Keys: []string{"alt+backspace"}},
	{Intent: EditorDeleteToStart, Keys: []string{"ctrl+u"}},
	{Intent: EditorDeleteToEnd, Keys: []string{"ctrl+k"}},
	{Intent: EditorUndo, Keys: []string{"ctrl+_"}},
	{Intent: EditorRedo, Keys: []string{"alt+/"}},
}
