/** The first line of a stream, which is then left. */
export async function firstLine<T>(stream: ReadableStream<Uint8Array>): Promise<T> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    text += part;
    if (text.includes("\n")) {
      return JSON.parse(text.split("\n")[0]);
    }
  }

  throw new Error("The stream ended without a line.");
}
