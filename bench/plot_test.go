package bench

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var (
	plotFlag  = flag.String("plot", "", "draw what a record costs into this SVG file")
	ratesFlag = flag.String("rates", "", "draw how many records a second are checked into this SVG file")
)

// TestPlot draws what a record costs against how many are in a body, and against how
// many fields the module has:
//
//	go test -run Plot -plot cost.svg
func TestPlot(t *testing.T) {
	if *plotFlag == "" {
		t.Skip("without -plot")
	}
	batch := panel{x: "records in a body", log: true, curves: []curve{
		{name: "encoding-json-maps", color: "#b4443c"}, {name: "encoding-json-structs", color: "#d98b3a"},
		{name: "zohocrm-maps", color: "#3b6fb6"}, {name: "zohocrm-structs", color: "#5aa5a0"},
		{name: "zohocrm-ready", color: "#2f7d4f"}, {name: "floor", color: "#8a8a8a"},
	}}
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100} {
		all := peers(t, Leads(n))
		batch.measure(t, n, func(name string) load {
			i := slices.IndexFunc(all, func(p peer) bool { return p.name == name })
			return load{name, n, func() error {
				_, err := all[i].body()
				return err
			}}
		})
	}
	fields := panel{x: "fields in the module, of which a record has five", curves: []curve{
		{name: "fields in turned order", color: "#3b6fb6"}, {name: "in the same order", color: "#2f7d4f"},
	}}
	for _, n := range fieldCounts {
		fields.measure(t, n, func(name string) load { return fieldsOf(t, n, name == fields.curves[0].name) })
	}
	if err := os.WriteFile(*plotFlag, []byte(drawing(batch, fields)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestRates draws how many records a second of one processor are checked and
// written, against how many fields they have:
//
//	go test -run Rates -rates ../docs/performance.svg
func TestRates(t *testing.T) {
	if *ratesFlag == "" {
		t.Skip("without -rates")
	}
	rates := panel{x: "fields in a record", log: true, rate: true, curves: []curve{
		{name: "ready records", color: "#2f7d4f"}, {name: "structs", color: "#5aa5a0"}, {name: "maps", color: "#3b6fb6"},
		{name: "JSON Lines", color: "#8a5fb0"}, {name: "sonic, unchecked", color: "#b4443c"}, {name: "encoding/json, unchecked", color: "#d98b3a"},
	}}
	for _, n := range fieldCounts {
		loads := wideLoads(t, n)
		rates.measure(t, n, func(name string) load { return loads[name] })
	}
	for _, c := range rates.curves {
		for _, point := range c.points {
			t.Logf("%s, %g fields: %.0f records a second", c.name, point[0], point[1])
		}
	}
	if err := os.WriteFile(*ratesFlag, []byte(drawing(rates)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A panel is one diagram, of the nanoseconds that a record costs.
type panel struct {
	x      string // what the horizontal axis counts, always in logarithms
	log    bool   // whether the vertical axis is in logarithms
	rate   bool   // it is of records a second instead
	curves []curve
}

type curve struct {
	name, color string
	points      [][2]float64
}

// measure adds a point to each curve. The curves take turns, so that the
// machine's drift touches all of them alike.
func (p *panel) measure(tb testing.TB, x int, of func(name string) load) {
	loads, runs := make([]load, len(p.curves)), make([]int, len(p.curves))
	for i := range p.curves {
		loads[i] = of(p.curves[i].name)
		runs[i] = loads[i].runs(tb)
	}
	values := make([][]float64, len(p.curves))
	for range *roundsFlag {
		for i, l := range loads {
			values[i] = append(values[i], l.cost(tb, runs[i]))
		}
	}
	for i := range p.curves {
		y := spreadOf(values[i]).median
		if p.rate {
			y = 1e9 / y
		}
		p.curves[i].points = append(p.curves[i].points, [2]float64{float64(x), y})
	}
}

const (
	panelWidth, panelHeight   = 400.0, 260.0
	panelLeft, panelTop       = 60.0, 30.0
	panelSpace, drawingHeight = 620.0, 340.0
)

// drawing returns panels side by side as an SVG.
func drawing(panels ...panel) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" font-family="sans-serif" font-size="11">`+"\n",
		panelSpace*float64(len(panels)), drawingHeight)
	b.WriteString(`<rect width="100%" height="100%" fill="#fff"/>` + "\n")
	for i, p := range panels {
		fmt.Fprintf(&b, `<g transform="translate(%g %g)">`+"\n", panelLeft+panelSpace*float64(i), panelTop)
		p.draw(&b)
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (p *panel) draw(b *strings.Builder) {
	var xs, all []float64
	for _, point := range p.curves[0].points {
		xs = append(xs, point[0])
	}
	for _, c := range p.curves {
		for _, point := range c.points {
			all = append(all, point[1])
		}
	}
	ticks := p.ticks(slices.Min(all), slices.Max(all))
	bottom, top := ticks[0], ticks[len(ticks)-1]
	atX := func(x float64) float64 { return panelWidth * math.Log(x/xs[0]) / math.Log(xs[len(xs)-1]/xs[0]) }
	atY := func(y float64) float64 {
		if p.log {
			return panelHeight * math.Log(top/y) / math.Log(top/bottom)
		}
		return panelHeight * (top - y) / (top - bottom)
	}
	text := func(x, y float64, anchor, color, s string) {
		fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, anchor, color, s)
	}
	for _, y := range ticks {
		fmt.Fprintf(b, `<line x1="0" x2="%g" y1="%.1f" y2="%.1f" stroke="#ddd"/>`+"\n", panelWidth, atY(y), atY(y))
		text(-6, atY(y)+4, "end", "#333", fmt.Sprint(int(y)))
	}
	for _, x := range xs {
		text(atX(x), panelHeight+16, "middle", "#333", fmt.Sprint(int(x)))
	}
	text(panelWidth/2, panelHeight+36, "middle", "#333", p.x)
	y := "processor time for a record, ns"
	if p.rate {
		y = "records in a second of processor time"
	}
	text(-40, -14, "start", "#333", y)
	for _, c := range p.curves {
		fmt.Fprintf(b, `<polyline fill="none" stroke="%s" stroke-width="2" points="`, c.color)
		for _, point := range c.points {
			fmt.Fprintf(b, "%.1f,%.1f ", atX(point[0]), atY(point[1]))
		}
		b.WriteString(`"/>` + "\n")
	}
	// The names are at the ends of the curves, pushed down where two meet.
	names := slices.Clone(p.curves)
	end := func(c curve) float64 { return atY(c.points[len(c.points)-1][1]) }
	slices.SortFunc(names, func(a, b curve) int { return cmp.Compare(end(a), end(b)) })
	at := math.Inf(-1)
	for _, c := range names {
		at = max(at+13, end(c))
		text(panelWidth+6, at+4, "start", c.color, c.name)
	}
}

// round are numbers for an axis.
var round = []float64{10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000}

// ticks returns the numbers of the vertical axis: from 0 in equal steps, or
// those around the values in logarithms.
func (p *panel) ticks(low, high float64) (ticks []float64) {
	if p.log {
		first := slices.IndexFunc(round, func(r float64) bool { return r > low })
		last := slices.IndexFunc(round, func(r float64) bool { return r >= high })
		return round[max(0, first-1) : last+1]
	}
	step := round[slices.IndexFunc(round, func(r float64) bool { return r >= high/6 })]
	for y := 0.0; y < high+step; y += step {
		ticks = append(ticks, y)
	}
	return ticks
}
