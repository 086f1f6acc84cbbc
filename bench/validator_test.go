package bench

import (
	"testing"

	"github.com/dlclark/regexp2/v2"
	"github.com/go-playground/validator/v10"
)

// newValidator returns a validator that knows the tags of [Lead].
func newValidator(tb testing.TB) *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	for tag, re := range map[string]*regexp2.Regexp{
		"zohoemail": publishedEmail, "zohophone": publishedPhone, "zohourl": publishedURL,
	} {
		err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool { return matches(re, fl.Field().String()) })
		if err != nil {
			tb.Fatal(err)
		}
	}
	return v
}
