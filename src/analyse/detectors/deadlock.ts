import { storyFinding } from "../leaks/corroborate.ts";
import { storiesOf } from "../leaks/stories.ts";
import type { Detector } from "./detector.ts";

export const deadlock: Detector = {
  id: "deadlock",
  docs: {
    what: "Goroutines wait for each other, or for themselves, and a test cannot end, or they never will.",
    kinds: ["deadlock"],
    codes: ["RG2000", "RG2001", "RG2002", "RG2003", "RG2010"],
  },
  finish: (context) =>
    storiesOf(context)
      .filter(({ shown }) => shown.judgement.kind === "deadlock")
      .map((story) => storyFinding(story, context)),
};
