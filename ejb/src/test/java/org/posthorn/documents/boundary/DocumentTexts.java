package org.posthorn.documents.boundary;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Does what the container does. */
public final class DocumentTexts {
  private DocumentTexts() {}

  /** With a process that ends when the test's does. */
  public static DocumentText open() {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "documents");
              thread.setDaemon(true);
              return thread;
            });
    DocumentText text = new DocumentText();
    text.executor =
        (ManagedScheduledExecutorService)
            Proxy.newProxyInstance(
                DocumentTexts.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> method.invoke(clock, arguments));
    try {
      text.dataDirectory = Files.createTempDirectory("documents").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.largest = 20_000_000;
    text.memory = 96;
    text.open();
    return text;
  }
}
