export default function Departure() {
  return null;
}
