module example.com/distance

go 1.22
