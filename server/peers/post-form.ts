import type { Https } from './https.ts';

/** A form posted to another machine: the answer's status and nothing of its body. */
export type PostForm = (uri: string, form: string) => Promise<number>;

/** @returns a function that throws as `Https` does */
export function createPostForm(https: Https): PostForm {
  return async (uri, form) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await https({ uri, method: 'POST', headers, body: form })).status;
  };
}
