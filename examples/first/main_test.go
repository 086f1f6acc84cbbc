package main

func Example() {
	main()
	// Output:
	// $.data[0].Email INVALID_DATA - write the domain with a dot, such as domain.tld
	// $.data[0].Annual_Revenue INVALID_DATA - write the number without quotes: 54, not "54"
	// $.data[1].Last_Name MANDATORY_NOT_FOUND - give the field a value
}
