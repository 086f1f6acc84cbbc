package fieldtype

import "github.com/seed12a3e673/zohocrm"

// check returns the error of a value of the kind, several errors as [zohocrm.Errors],
// or nil. Warnings pass.
func (k Kind) check(v Value) error {
	var room [checkRoom]byte
	if _, why := run(&kindPrograms[k], room[:0], &v); why.accepts() {
		return nil
	}
	_, problems := appendValue(&kindPrograms[k], nil, nil, &v)
	ownLists(problems)
	err := problems.Err()
	if errs, ok := err.(zohocrm.Errors); ok && len(errs) == 1 {
		return errs[0]
	}
	return err
}

// The Validate functions check a value of a field type with the limits of the page.
// Each accepts the empty text, as Zoho does in every field that is not mandatory.

// ValidateSingleLine checks a Single Line text (page, "Single Line"): UTF-8 of
// up to 255 code points, or [zohocrm.ReasonUTF8], [zohocrm.ReasonMaxLength].
func ValidateSingleLine(s string) error { return SingleLine.check(Text(s)) }

// ValidateMultiLine checks a small Multi Line text (page, "Multi Line"): like
// [ValidateSingleLine], of up to 2000 code points.
func ValidateMultiLine(s string) error { return MultiLine.check(Text(s)) }

// ValidateMultiLineLarge checks a large Multi Line text (page, "Multi Line"):
// like [ValidateSingleLine], of up to 32000 code points.
func ValidateMultiLineLarge(s string) error { return MultiLineLarge.check(Text(s)) }

// ValidateRichText checks a rich text of a Multi Line field, which may hold
// HTML: like [ValidateSingleLine], of up to 50000 code points.
func ValidateRichText(s string) error { return RichText.check(Text(s)) }

// ValidateEmail checks an email address (page, "Email"): UTF-8 of up to 100
// code points that [EmailPattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern allows letters of any script, and dashes and underscores within the
// domain. It requires a dot in the domain, and 2 to 22 letters after the last one.
func ValidateEmail(s string) error { return Email.check(Text(s)) }

// ValidatePhone checks a phone number (page, "Phone"): UTF-8 of up to 30 code
// points that [PhonePattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern allows ASCII digits and letters, a "+" at the start, single spaces,
// dots and dashes between them, parentheses around some of them, and at the end an
// extension after "," or ";".
func ValidatePhone(s string) error { return Phone.check(Text(s)) }

// ValidateURL checks a URL (page, "URL"): UTF-8 of up to 450 code points that
// [URLPattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern allows any text of two or more parts with dots between them, with or
// without "http://", "https://" or "ftp://" before it, and anything but a newline
// after the first "/" or "?". It is weaker than a URL's grammar: it allows spaces.
func ValidateURL(s string) error { return URL.check(Text(s)) }

// ValidatePicklist checks a value of a picklist (page, "Picklist"). Any text in UTF-8
// passes, as a request may add a new value; see [Spec] for closed lists.
func ValidatePicklist(s string) error { return Picklist.check(Text(s)) }

// ValidateDate checks a date (page, "Date"): exactly yyyy-MM-dd, such as
// "2017-08-16" ([zohocrm.ReasonFormat]), and a day that exists
// ([zohocrm.ReasonCalendar]).
func ValidateDate(s string) error { return Date.check(Text(s)) }

// ValidateDateTime checks a date and time (page, "Date/Time"): exactly
// yyyy-MM-ddTHH:mm:ss±HH:mm, such as "2017-08-16T14:32:23+05:30", without a
// fraction of a second and without "Z" ([zohocrm.ReasonFormat]); a day and time
// that exist and an offset of up to 14 hours ([zohocrm.ReasonCalendar]). One
// without an offset only warns: Zoho takes it in the time zone of the user.
func ValidateDateTime(s string) error { return DateTime.check(Text(s)) }

// ValidateNumber checks a Number (page, "Number"): an integer of up to 9
// digits, or [zohocrm.ReasonType], [zohocrm.ReasonDigits].
func ValidateNumber(d Decimal) error { return Number.check(NumberOf(d)) }

// ValidateCurrency checks an amount (page, "Currency"): up to 16 digits before
// the decimal point ([zohocrm.ReasonDigits]) and 9 after it
// ([zohocrm.ReasonDecimals]).
func ValidateCurrency(d Decimal) error { return Currency.check(NumberOf(d)) }

// ValidateDecimal checks a number of the field type Decimal (page, "Decimal"),
// which has the limits of [ValidateCurrency].
func ValidateDecimal(d Decimal) error { return DecimalNumber.check(NumberOf(d)) }

// ValidatePercent checks a percentage (page, "Percent"): up to 5 digits before
// the decimal point and 9 after it. It need not lie between 0 and 100.
func ValidatePercent(d Decimal) error { return Percent.check(NumberOf(d)) }

// ValidateLongInteger checks a Long Integer (page, "Long Integer"): a text of
// 1 to 18 digits such as "0012345600012", whose leading zeros count and are
// kept, with an optional minus ([zohocrm.ReasonFormat],
// [zohocrm.ReasonDigits]).
func ValidateLongInteger(s string) error { return LongInteger.check(Text(s)) }

// ValidateCheckbox checks the value of a checkbox (page, "Checkbox"): true or
// false, and neither as text ([zohocrm.ReasonType]).
func ValidateCheckbox(v Value) error { return Checkbox.check(v) }

// ValidateLookup checks a lookup (page, "Lookup"): an object whose "id" is the
// id of a record, 1 to 19 digits as text. A "name" beside it is tolerated.
//
// Without an id the problem is MANDATORY_NOT_FOUND at …id. Text that is no id,
// a number or an array is [zohocrm.ReasonType]. A bare id as text, an id as a
// number, and an object with one other key than "id" (an external field, which
// needs the X-EXTERNAL header) only warn.
func ValidateLookup(v Value) error { return Lookup.check(v) }

// ValidateUser checks a user (page, "User"): like [ValidateLookup], but an object
// with "email" also passes.
func ValidateUser(v Value) error { return User.check(v) }

// ValidateLayout checks a layout (page, "Layout"): like [ValidateLookup].
func ValidateLayout(v Value) error { return Layout.check(v) }

// ValidateLarID checks a lar_id (page, "lar_id"): the id of a lead assignment
// rule, 1 to 19 digits as text.
func ValidateLarID(s string) error { return LarID.check(Text(s)) }

// ValidateWizard checks a wizard (page, "Wizard"): its id as text, or an object
// with "id".
func ValidateWizard(v Value) error { return Wizard.check(v) }
