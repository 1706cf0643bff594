// Worker threads: several jobs of one kind at the same time, each on a thread of its own. The thread's file calls
// `answerJob`; everything that crosses is a plain value.
import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";

/** More threads than this wait for memory rather than compute. */
const THREADS_MAX = 4;

type Message =
  | { readonly kind: "progress"; readonly amount: number }
  | { readonly kind: "answer"; readonly answer: unknown };

/** How many threads this machine can keep busy. */
export function usefulThreads(): number {
  return Math.min(THREADS_MAX, availableParallelism());
}

/**
 * The answers to all jobs, in their order. `onProgress` gets the sum of what the threads report.
 * @throws what a thread throws; the others are stopped then
 */
export async function runOnThreads<Answer>(
  file: URL,
  jobs: readonly unknown[],
  onProgress?: (amount: number) => void,
): Promise<readonly Answer[]> {
  const amounts = jobs.map(() => 0);
  const workers = jobs.map((job) => new Worker(file, { workerData: job }));
  const answers = workers.map(
    (worker, i) =>
      new Promise<Answer>((resolve, reject) => {
        worker.on("message", (m: Message) => {
          if (m.kind === "answer") resolve(m.answer as Answer);
          else {
            amounts[i] = m.amount;
            onProgress?.(amounts.reduce((a, b) => a + b, 0));
          }
        });
        worker.on("error", reject);
        worker.on("exit", (code) => {
          reject(new Error(`a thread ended with code ${code} before it was done`));
        });
      }),
  );
  try {
    return await Promise.all(answers);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** On a worker thread: does the job that the thread was made for. */
export async function answerJob(
  work: (job: unknown, progress: (amount: number) => void) => Promise<unknown>,
): Promise<void> {
  const say = (m: Message): void => parentPort?.postMessage(m);
  const answer = await work(workerData, (amount) => {
    say({ kind: "progress", amount });
  });
  say({ kind: "answer", answer });
}
