package org.posthorn.documents.boundary;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;

/** Does what the container does. */
public final class DocumentTexts {
  private DocumentTexts() {}

  /** Each document gets a thread. */
  public static DocumentText open() {
    DocumentText text = new DocumentText();
    Executor threads = task -> new Thread(task, "document").start();
    text.executor =
        (ManagedExecutorService)
            Proxy.newProxyInstance(
                DocumentTexts.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> method.invoke(threads, arguments));
    return text;
  }
}
