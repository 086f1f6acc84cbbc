package main

import (
	"errors"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A place is where a record is in the input.
type place struct {
	in  *input
	row int // of a table, or the line of a text, from 1; 0 if there is none
}

// unit is what the rows of the input are called.
func (p place) unit() string {
	if p.in != nil && p.in.format == "csv" {
		return "row"
	}
	return "line"
}

// String returns "row 17", or "" if there is none.
func (p place) String() string {
	if p.row == 0 {
		return ""
	}
	return p.unit() + " " + strconv.Itoa(p.row)
}

// A placed error is a cause with the row of its record.
type placed struct {
	place
	column int // 0 if there is none
	cause  error
}

func (p *placed) Error() string {
	if p.cause == nil {
		return p.place.String()
	}
	return p.place.String() + ": " + p.cause.Error()
}

// Place returns the row and column for [zohocrm.Error.AppendLong].
func (p *placed) Place() (row, column int) { return p.row, p.column }

func (p *placed) Unwrap() error { return p.cause }

// A located error is a cause that knows its row and column.
type located interface{ Place() (row, column int) }

// A position is a cause with a Position method for [zohocrm.Error.AppendLong].
type position struct {
	error
	n int
}

func (p position) Position() int { return p.n }

func (p position) Unwrap() error { return p.error }

// locate returns a copy of a problem whose cause knows the row, the column if there
// is one, and the position in a text. The names in it are cut.
func locate(e *zohocrm.Error, at place) *zohocrm.Error {
	own := *e
	own.APIName, own.Path = cutName(e.APIName), cutNames(e.Path)
	var syntax *fieldtype.SyntaxError
	var known located
	switch {
	case errors.As(e.Err, &known): // of a table
	case errors.As(e.Err, &syntax): // its text has the line
		own.Err = &syntaxPlace{e.Err, syntax}
	case at.row > 0:
		own.Err = &placed{place: at, cause: e.Err}
	}
	var inText *fieldtype.Mismatch
	if errors.As(e.Err, &inText) {
		own.Err = position{own.Err, inText.Position}
	}
	return &own
}

// A syntaxPlace is a cause with the row and column of a syntax error.
type syntaxPlace struct {
	error
	syntax *fieldtype.SyntaxError
}

func (p *syntaxPlace) Place() (row, column int) { return p.syntax.Line, p.syntax.Column }

func (p *syntaxPlace) Unwrap() error { return p.error }

// placeOf returns the row and column of a problem, zeros if it has none.
func placeOf(e *zohocrm.Error) (row, column int) {
	var known located
	if errors.As(e.Err, &known) {
		return known.Place()
	}
	return 0, 0
}
