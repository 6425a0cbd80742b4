import type { Https } from './https.ts';

/** Something posted to another machine: the answer's status and nothing of its body. */
export type Post = (uri: string, posted: { readonly type: string; readonly body: Buffer }) => Promise<number>;
export type PostForm = (uri: string, form: string) => Promise<number>;

/** @returns a function that throws as `Https` does */
export function createPost(https: Https): Post {
  return async (uri, { type, body }) =>
    (await https({ uri, method: 'POST', headers: { 'content-type': type }, body })).status;
}

/** As `createPost`, for forms. */
export function createPostForm(https: Https): PostForm {
  const post = createPost(https);
  return (uri, form) => post(uri, { type: 'application/x-www-form-urlencoded', body: Buffer.from(form) });
}
