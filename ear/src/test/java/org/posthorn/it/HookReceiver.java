package org.posthorn.it;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.posthorn.testkit.HttpReceiver;

/**
 * Receives requests of webhooks and answers as their path says: {@code /ok}, {@code /fails-once},
 * {@code /hangs}, {@code /redirects}, {@code /lies}.
 */
final class HookReceiver implements AutoCloseable {
  private final HttpReceiver receiver = HttpReceiver.start("127.0.0.1");
  private final CountDownLatch end = new CountDownLatch(1);

  HookReceiver() {
    receiver.answer(this::answer);
  }

  String url(String path) {
    return "http://127.0.0.1:" + receiver.port() + path;
  }

  List<HttpReceiver.Request> requests(String path) {
    return receiver.requests().stream().filter(request -> request.path().equals(path)).toList();
  }

  private String answer(HttpReceiver.Request request) {
    boolean first = requests(request.path()).size() == 1;
    return switch (request.path()) {
      case "/fails-once" -> first ? "HTTP/1.1 500 No\r\n\r\nnot now" : "HTTP/1.1 204 Now\r\n\r\n";
      case "/hangs" -> hang();
      case "/redirects" -> "HTTP/1.1 307 There\r\nLocation: " + url("/secret") + "\r\n\r\n";
      case "/lies" -> "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nnot so much";
      default -> HttpReceiver.OK;
    };
  }

  private String hang() {
    try {
      end.await(5, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  @Override
  public void close() {
    end.countDown();
    receiver.close();
  }
}
