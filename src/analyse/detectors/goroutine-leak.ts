import { storyFinding } from "../leaks/corroborate.ts";
import { storiesOf } from "../leaks/stories.ts";
import type { Detector } from "./detector.ts";

export const goroutineLeak: Detector = {
  id: "goroutine-leak",
  docs: {
    what: "A goroutine that a test started was still blocked when the test was over.",
    kinds: ["goroutine-leak"],
    codes: [
      "RG2004",
      "RG2005",
      "RG2006",
      "RG2007",
      "RG2008",
      "RG2009",
      "RG2011",
      "RG2012",
      "RG2013",
    ],
  },
  finish: (context) =>
    storiesOf(context)
      .filter(({ shown }) => shown.judgement.kind === "goroutine-leak")
      .map((story) => storyFinding(story, context)),
};
