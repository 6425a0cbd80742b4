export default function Filters() {
  return null;
}
