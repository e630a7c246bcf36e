"""G6, I10: a new catalog from the library, killed again and again, reads each file once and ends with all of it."""



