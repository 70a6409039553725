package org.posthorn.textindex.boundary;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.documents.boundary.DocumentTexts;
import org.posthorn.mailboxes.boundary.Mailboxes;

/** Does what the container does; the executor's work is done before it returns. */
final class TextIndexes {
  private TextIndexes() {}

  static TextIndex open(Mailboxes mailboxes, ContentStore contents, Path dataDirectory) {
    TextIndex index = new TextIndex();
    index.mailboxes = mailboxes;
    index.contents = contents;
    index.dataDirectory = dataDirectory.toString();
    Executor atOnce = Runnable::run;
    index.executor =
        (ManagedExecutorService)
            Proxy.newProxyInstance(
                TextIndexes.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> method.invoke(atOnce, arguments));
    index.documents = DocumentTexts.open();
    index.withDocuments = true;
    index.largestDocument = 100_000;
    index.open();
    return index;
  }
}
