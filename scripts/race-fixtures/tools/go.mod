module example.com/tools

go 1.26

require (
	github.com/sasha-s/go-deadlock v0.3.5
	go.uber.org/goleak v1.3.0
)

require github.com/petermattis/goid v0.0.0-20240813172612-4fcff4a6cae7 // indirect
