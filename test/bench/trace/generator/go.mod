module generator

go 1.26
