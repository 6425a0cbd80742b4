export default function Folders() {
  return null;
}
