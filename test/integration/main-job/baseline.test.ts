// `baseline write` on real runs: a rare race stays known, a new one never hides behind a known one, and a file that is
// no baseline is neither taken for one nor written over.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../src/model/config.ts";
import { documentOf, racegate, Scratch } from "./command-line.ts";

const GO_MOD = "module example.com/ferry\n\ngo 1.22\n";
const FERRY = (second: string): string => `package ferry

import (
	"os"
	"testing"
)

type deck struct{ cars, bikes int }

func (d *deck) load() {
	d.cars++
	${second}
}

func TestLoad(t *testing.T) {
	d, done := &deck{}, make(chan bool)
	go func() { d.load(); close(done) }()
	d.load()
	<-done
}

var tide int

func TestRare(t *testing.T) {
	if os.Getenv("FERRY_TIDE") == "" {
		return
	}
	done := make(chan bool)
	go func() { tide++; close(done) }()
	tide++
	<-done
}
`;

async function statesOf(cwd: string, env: Record<string, string> = {}): Promise<string[]> {
  const argv = ["run", "--json", "--baseline", "known.json", "--pass-env", "FERRY_TIDE"];
  const { findings } = documentOf(await racegate(argv, { cwd, env }));
  return findings
    .filter(({ kind }) => kind === "data-race")
    .map(({ title, state }) => `${/`(.+?)`/.exec(title)?.[1] ?? "?"} ${state}`)
    .sort();
}

describe("baseline write", () => {
  it("remembers what a run does not see, and hides no other field behind a known one", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "ferry_test.go": FERRY("_ = d.bikes") });
    const tide = { FERRY_TIDE: "high" };
    expect(await statesOf(cwd, tide)).toEqual(["d.cars new", "tide new"]);
    const first = await racegate(["baseline", "write", "known.json"], { cwd });
    expect(first.stdout).toBe("known.json: 2 known findings (2 new, 0 seen again)\n");
    // The test that shows it runs, and the race is silent.
    expect(await statesOf(cwd)).toEqual(["d.cars known", "tide fixed"]);
    const second = await racegate(["baseline", "write", "known.json"], { cwd });
    expect(second.stdout).toBe(
      "known.json: 2 known findings (0 new, 1 seen again, 1 not seen by this run and kept)\n",
    );
    expect(await statesOf(cwd, tide)).toEqual(["d.cars known", "tide known"]);
    const known = JSON.parse(readFileSync(join(cwd, "known.json"), "utf8")) as Baseline;
    expect(known.findings.map(({ hits, runs }) => `${hits} of ${runs}`).sort()).toEqual([
      "1 of 2",
      "2 of 2",
    ]);
    // The same two functions race on another field.
    scratch.module({ "ferry_test.go": FERRY("d.bikes++") });
    expect(await statesOf(cwd)).toEqual(["d.bikes new", "d.cars known", "tide fixed"]);
  });

  it("refuses what is no baseline, and leaves it as it is", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "ferry_test.go": FERRY("") });
    expect(await statesOf(cwd)).toEqual(["d.cars new"]);
    for (const [text, words] of [
      ["<<<<<<< HEAD", "is not JSON"],
      ['{"schemaVersion":"1","scheme":"rg9","findings":[]}', 'is of scheme "rg9"'],
      ['{"findings":7}', "has another shape"],
    ] as const) {
      writeFileSync(join(cwd, "known.json"), text);
      const written = await racegate(["baseline", "write", "known.json"], { cwd });
      expect([written.code, written.stderr]).toEqual([2, expect.stringContaining(words)]);
      expect(readFileSync(join(cwd, "known.json"), "utf8")).toBe(text);
      const run = await racegate(["run", "--baseline", "known.json"], { cwd });
      expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});
