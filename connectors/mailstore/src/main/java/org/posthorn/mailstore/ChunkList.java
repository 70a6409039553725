package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.List;

/** Collects messages in UID order into chunks, taking over whole chunks where it can. */
final class ChunkList {
  private final List<Chunk> done = new ArrayList<>();
  private Chunk open = Chunk.empty(0);

  /** Adds a whole chunk, shared. */
  void add(Chunk chunk) {
    if (chunk.size > 0) {
      close();
      done.add(chunk);
    }
  }

  /** Adds one message. */
  void add(Chunk from, int at) {
    if (open.full()) {
      close();
    }
    open = open.plus(from, at);
  }

  /** Adds one message with other flags. */
  void add(Chunk from, int at, FlagBits bits) {
    if (open.full()) {
      close();
    }
    open = open.plus(from, at, bits);
  }

  private void close() {
    if (open.size > 0) {
      done.add(open);
      open = Chunk.empty(0);
    }
  }

  /** The chunks; packed anew when many of them have become small. */
  Chunk[] chunks() {
    close();
    long messages = done.stream().mapToLong(chunk -> chunk.size).sum();
    if (done.size() > 16 + 4 * messages / Chunk.CAPACITY) {
      ChunkList packed = new ChunkList();
      for (Chunk chunk : done) {
        for (int i = 0; i < chunk.size; i++) {
          packed.add(chunk, i);
        }
      }
      packed.close();
      return packed.done.toArray(Chunk[]::new);
    }
    return done.toArray(Chunk[]::new);
  }
}
