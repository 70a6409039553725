package org.posthorn.content.boundary;

import java.nio.file.Path;

/** Content stores for tests. */
public final class ContentStores {
  private ContentStores() {}

  /** A store in a data directory, to be closed by {@link #close}. */
  public static ContentStore open(Path dataDirectory) {
    ContentStore store = new ContentStore();
    store.dataDirectory = dataDirectory.toString();
    store.minFree = 0;
    store.open();
    return store;
  }

  /** Its files. */
  public static ContentSegments segments(ContentStore store) {
    ContentSegments segments = new ContentSegments();
    segments.contents = store;
    return segments;
  }

  /** Closes a store. */
  public static void close(ContentStore store) {
    store.close();
  }
}
