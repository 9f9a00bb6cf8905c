export default function ReviewPage({ sessionId }: { sessionId: string }) {
  return <div>{sessionId}</div>;
}
