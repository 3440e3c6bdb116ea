// The search of the counter: what a barcode reader types next replaces what was
// looked for before.

document.querySelector("#wanted").select();
