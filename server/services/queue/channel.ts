/** What wakes the senders of every process: a hint, since they look by themselves too. */
export const queueChannel = 'vaguemestre_queue';
