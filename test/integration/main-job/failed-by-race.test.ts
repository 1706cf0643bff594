// Which test failed, and by what: tests with a race that does not close the gate, and something else, or nothing else.
import { expect, it } from "vitest";
import { documentOf, racegate, Scratch } from "./command-line.ts";

const RACE = `
var hits int

func race() {
	var group sync.WaitGroup
	for range 2 {
		group.Add(1)
		go func() { defer group.Done(); hits++ }()
	}
	group.Wait()
}
`;

function testFile(name: string, imports: readonly string[], code: string): string {
  const all = ["sync", "testing", ...imports].map((path) => `\t"${path}"\n`).join("");
  return `package ${name}\n\nimport (\n${all})\n${RACE}\n${code}`;
}

/** A race is all that fails these tests, whatever they log. */
const BY_RACE: Record<string, [imports: string[], code: string]> = {
  plain: [[], `func TestIt(t *testing.T) { race() }`],
  checks: [
    [],
    `func TestIt(t *testing.T) {
	t.Log("begins")
	race()
	if hits < 0 { t.Fatalf("hits: %d", hits) }
	t.Run("below", func(t *testing.T) { t.Logf("hits: %d", hits) })
	if t.Failed() { t.FailNow() }
}`,
  ],
  writer: [
    ["log"],
    `type sink struct{ t *testing.T }

func (s sink) Write(text []byte) (int, error) { s.t.Helper(); s.t.Log(string(text)); return len(text), nil }

func TestIt(t *testing.T) {
	log.New(sink{t}, "", 0).Print("begins")
	race()
	if hits < 0 { t.Error("never") }
}`,
  ],
  helper: [
    [],
    `func note(t *testing.T, text string) { t.Helper(); t.Logf("note: %s", text) }

func same(t *testing.T, got, want int) {
	t.Helper()
	if got != want { t.Errorf("got %d, want %d", got, want); t.FailNow() }
}

func TestIt(t *testing.T) {
	note(t, "begins")
	race()
	same(t, 1, 1)
}`,
  ],
  other: [
    [],
    `func TestIt(t *testing.T) { race() }

func TestSilent(t *testing.T) { if hits < 0 { t.Fail() } }`,
  ],
};

/** The source proves nothing here: a run with the race detector silent does. */
const BY_RACE_SEEN: typeof BY_RACE = {
  unread: [["example.com/m/quiet"], `func TestIt(t *testing.T) { race(); quiet.Check(t, true) }`],
  guarded: [[], `func TestIt(t *testing.T) { race(); if hits < 0 { t.Fail() } }`],
  ofmain: [
    ["os"],
    `func TestIt(t *testing.T) { race() }

func TestMain(m *testing.M) { code := m.Run(); if hits < 0 { code = 3 }; os.Exit(code) }`,
  ],
};

/** Each fails by itself as well, and testing's lines do not say so. */
const BY_ITSELF: Record<string, [imports: string[], code: string]> = {
  fail: [[], `func TestIt(t *testing.T) { race(); t.Fail() }`],
  ofmain: [
    ["os"],
    `func TestIt(t *testing.T) { race() }

func TestMain(m *testing.M) { m.Run(); if hits > 0 { os.Exit(1) } }`,
  ],
  lognow: [[], `func TestIt(t *testing.T) { race(); t.Log("wrong"); t.FailNow() }`],
  oneline: [[], `func TestIt(t *testing.T) { race(); t.Log("so"); t.Error("wrong") }`],
  comment: [[], `func TestIt(t *testing.T) { race(); t.Error("wrong") // not t.Log(\n}`],
  ownlog: [
    [],
    `type check struct{ t *testing.T }

func (c check) Log(text string) { c.t.Helper(); c.t.Error(text) }

func TestIt(t *testing.T) { race(); check{t}.Log("wrong") }`,
  ],
  far: [
    [],
    `type bench struct{ t *testing.T }

func (b *bench) end() { if b.t != nil { b.t.Fail() } }

func use(b *bench) { defer b.end() }

func TestIt(t *testing.T) { race(); use(&bench{t: t}) }`,
  ],
  value: [
    [],
    `func call(f func()) { f() }

func TestIt(t *testing.T) { race(); call(t.Fail) }`,
  ],
  glued: [
    ["fmt"],
    `func TestIt(t *testing.T) { race(); fmt.Print("no line end"); t.Error("wrong") }`,
  ],
  parent: [
    [],
    `func TestIt(t *testing.T) { t.Run("sub", func(t *testing.T) { race() }); t.Fail() }`,
  ],
  parentlog: [
    [],
    `func TestIt(t *testing.T) { t.Run("sub", func(*testing.T) { race(); t.Fail() }) }`,
  ],
  method: [[], `func TestIt(t *testing.T) { race(); (*testing.T).Fail(t) }`],
  generic: [
    ["example.com/m/quiet"],
    `func TestIt(t *testing.T) { race(); quiet.Same[int](t, 1, 2) }`,
  ],
  ordered: [
    [],
    `var begun bool

func TestFirst(t *testing.T) { begun = true }

func TestIt(t *testing.T) { race(); if begun { t.Fail() } }`,
  ],
  dot: [["example.com/m/quiet"], `func TestIt(t *testing.T) { race(); quiet.Check(t, false) }`],
};

function moduleOf(cases: typeof BY_RACE): Record<string, string> {
  const files: Record<string, string> = {
    "go.mod": "module example.com/m\n\ngo 1.22\n",
    ".racegate.yml": "fail-on: []\n",
    "quiet/quiet.go":
      "package quiet\n\ntype T interface{ FailNow() }\n\nfunc Check(t T, ok bool) {\n\tif !ok {\n\t\tt.FailNow()\n\t}\n}\n\n" +
      "func Same[V comparable](t T, got, want V) { Check(t, got == want) }\n",
  };
  for (const [name, [imports, code]] of Object.entries(cases)) {
    files[`${name}/${name}_test.go`] = testFile(name, imports, code);
  }
  return files;
}

it("a test that only its race failed is not counted as failed, whatever it logs", async () => {
  using scratch = new Scratch();
  const cwd = scratch.module(moduleOf({ ...BY_RACE, ...BY_RACE_SEEN }));
  const ended = await racegate(["run", "--json", "./..."], { cwd });
  const { findings } = documentOf(ended);
  const failed = findings.filter(({ kind }) => kind === "test-failure");
  expect(
    failed.map(({ package: owner, title, explanation }) => [owner, title, explanation]),
  ).toEqual([]);
  expect(findings.filter(({ kind }) => kind === "data-race")).toHaveLength(8);
  expect(ended.code, ended.stderr).toBe(0);
});

it("a failure of a test's own is one, though no line shows it", async () => {
  using scratch = new Scratch();
  const cwd = scratch.module(moduleOf(BY_ITSELF));
  const ended = await racegate(["run", "--json", "./..."], { cwd });
  const { findings } = documentOf(ended);
  const failed = findings.filter(({ kind }) => kind === "test-failure");
  expect(failed.map(({ package: owner }) => owner.slice("example.com/m/".length)).sort()).toEqual(
    Object.keys(BY_ITSELF).sort(),
  );
  expect(ended.code, ended.stderr).toBe(1);
});
