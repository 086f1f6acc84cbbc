package fieldtype

import "github.com/seed12a3e673/zohocrm"

// AppendChecked is Append without the short cut of AppendValid.
func (s *Spec) AppendChecked(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	return s.appendChecked(dst, errs, v)
}
