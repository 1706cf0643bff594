/** Public modules whose suites are green under `go test -race`, pinned; packages are patterns in the module. */
export interface Subject {
  readonly module: string;
  readonly version: string;
  /** Default: `./...`. */
  readonly packages?: readonly string[];
  /** Behind `--`, for both. */
  readonly flags?: readonly string[];
  /** One of the few that the project's own tests run. */
  readonly short?: true;
}

export const GREEN: readonly Subject[] = [
  { module: "github.com/alitto/pond", version: "v1.9.2" },
  { module: "github.com/panjf2000/ants/v2", version: "v2.11.3" },
  { module: "golang.org/x/sync", version: "v0.16.0", short: true },
  { module: "github.com/dgraph-io/ristretto/v2", version: "v2.2.0", packages: ["./z/..."] },
  {
    module: "google.golang.org/grpc",
    version: "v1.75.0",
    packages: [
      "./internal/grpcsync",
      "./internal/leakcheck",
      "./internal/buffer",
      "./balancer/...",
      "./metadata",
    ],
  },
  {
    // ./assert tests with symbolic links, which a module's archive does not hold.
    module: "github.com/stretchr/testify",
    version: "v1.11.1",
    packages: ["./mock", "./suite", "./require", "./assert/yaml"],
    short: true,
  },
  { module: "go.uber.org/zap", version: "v1.27.0" },
  { module: "go.uber.org/fx", version: "v1.24.0" },
  { module: "github.com/sourcegraph/conc", version: "v0.3.0" },
  { module: "github.com/gammazero/workerpool", version: "v1.1.3" },
  { module: "github.com/orcaman/concurrent-map/v2", version: "v2.0.1", short: true },
  { module: "github.com/patrickmn/go-cache", version: "v2.1.0+incompatible", flags: ["-vet=off"] },
  { module: "github.com/robfig/cron/v3", version: "v3.0.1" },
  { module: "github.com/benbjohnson/clock", version: "v1.3.5" },
  { module: "github.com/jonboulle/clockwork", version: "v0.5.0" },
  { module: "github.com/eapache/channels", version: "v1.1.0", flags: ["-vet=off"] },
  { module: "github.com/hashicorp/go-memdb", version: "v1.3.5" },
  { module: "github.com/gorilla/websocket", version: "v1.5.3" },
  {
    module: "github.com/prometheus/client_golang",
    version: "v1.23.2",
    packages: ["./prometheus", "./prometheus/promhttp", "./prometheus/push"],
  },
  {
    module: "github.com/valyala/fasthttp",
    version: "v1.70.0",
    packages: ["./fasthttputil", "./stackless", "./reuseport", "./prefork"],
  },
  {
    module: "github.com/quic-go/quic-go",
    version: "v0.59.1",
    packages: ["./internal/utils/...", "./internal/wire", "./quicvarint", "./http3/qlog"],
  },
  { module: "github.com/panjf2000/gnet/v2", version: "v2.9.7", packages: ["./pkg/..."] },
  { module: "go.etcd.io/raft/v3", version: "v3.6.0" },
  {
    module: "github.com/hashicorp/memberlist",
    version: "v0.5.3",
    packages: ["."],
    flags: [
      "-run",
      "TestUtil|TestTransmitLimitedQueue|TestBroadcast|TestSecurity|TestAwareness|TestEncrypt",
    ],
  },
  {
    module: "golang.org/x/net",
    version: "v0.44.0",
    packages: ["./http2/hpack", "./html", "./trace", "./netutil"],
  },
  {
    module: "golang.org/x/tools",
    version: "v0.37.0",
    packages: ["./go/ssa", "./container/intsets", "./go/callgraph/...", "./internal/diff/..."],
  },
  { module: "golang.org/x/time", version: "v0.13.0", short: true },
  { module: "github.com/hashicorp/golang-lru/v2", version: "v2.0.7", short: true },
  { module: "github.com/cenkalti/backoff/v4", version: "v4.3.0", flags: ["-vet=off"] },
  { module: "github.com/puzpuzpuz/xsync/v4", version: "v4.1.0" },
  { module: "go.uber.org/atomic", version: "v1.11.0" },
  { module: "github.com/go-chi/chi/v5", version: "v5.2.3" },
  { module: "github.com/google/btree", version: "v1.1.3" },
];
