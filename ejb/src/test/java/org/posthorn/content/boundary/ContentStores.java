package org.posthorn.content.boundary;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** Content stores for tests. */
public final class ContentStores {
  private ContentStores() {}

  /** A store in a data directory, to be closed by {@link #close}. */
  public static ContentStore open(Path dataDirectory) {
    ContentStore store = new ContentStore();
    store.dataDirectory = dataDirectory.toString();
    store.minFree = 0;
    store.executor =
        (ManagedExecutorService)
            Proxy.newProxyInstance(
                ContentStores.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> method.invoke(ForkJoinPool.commonPool(), arguments));
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
