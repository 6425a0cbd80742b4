/** The estimate itself, in a thread of its own: a hostile password takes it a quarter of a second. */
import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as general from '@zxcvbn-ts/language-common';
import * as french from '@zxcvbn-ts/language-fr';

const estimator = new ZxcvbnFactory({
  dictionary: { ...general.dictionary, ...french.dictionary },
  graphs: general.adjacencyGraphs,
});

parentPort!.on('message', ({ id, password, words }: { id: number; password: string; words: string[] }) => {
  parentPort!.postMessage({ id, guesses: estimator.check(password, words).guessesLog10 });
});
