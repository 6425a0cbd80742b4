/** How a file can be seen without leaving the page; null where it can only be saved. */
export type PreviewKind = 'image' | 'pdf' | 'text' | 'message';

export function previewOf(type: string): PreviewKind | null {
  if (/^image\/(?:png|jpe?g|gif|webp|bmp)$/.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  if (type === 'message/rfc822') return 'message';
  // Texts are shown as letters, never as what they may mean.
  return /^text\/(?!html|xml)|^application\/json$/.test(type) ? 'text' : null;
}
