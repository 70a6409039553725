package org.posthorn.inbound.ra;

import jakarta.ejb.EJBException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * A port whose calls go to message-driven beans: each call takes an endpoint that no other call
 * uses, and keeps it for the next one, because to make one costs more than many a call. What a bean
 * throws comes out as it was thrown, without the container's wrapping; a call that finds no
 * endpoint throws {@link EndpointUnavailable}.
 */
public final class EndpointProxy implements InvocationHandler, AutoCloseable {
  private static final int MOST_IDLE = 64;

  private final MessageEndpointFactory factory;
  private final BlockingDeque<MessageEndpoint> idle = new LinkedBlockingDeque<>(MOST_IDLE);
  private volatile boolean closed;

  /** For an activated endpoint. */
  public EndpointProxy(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /**
   * The port of the endpoint. Thread-safe.
   *
   * @throws IllegalArgumentException when the port inherits a method: Payara's message-driven beans
   *     know only what their interface declares itself, and fail calls to the rest
   */
  public <T> T port(Class<T> port) {
    for (Method method : port.getMethods()) {
      if (method.getDeclaringClass() != port) {
        throw new IllegalArgumentException(port.getName() + " inherits " + method.getName());
      }
    }
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, this));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return own(proxy, method, arguments);
    }
    MessageEndpoint kept = idle.pollFirst(); // the one used last: its data are still in caches
    MessageEndpoint endpoint = kept == null ? created() : kept;
    boolean sound = false;
    try {
      Object result = method.invoke(endpoint, arguments);
      sound = true;
      return result;
    } catch (InvocationTargetException e) {
      throw unwrapped(e.getCause());
    } finally {
      giveBack(endpoint, sound);
    }
  }

  private MessageEndpoint created() {
    try {
      return factory.createEndpoint(null);
    } catch (UnavailableException | IllegalStateException e) {
      throw new EndpointUnavailable(e);
    }
  }

  private void giveBack(MessageEndpoint endpoint, boolean sound) {
    if (!sound || !idle.offerFirst(endpoint)) {
      endpoint.release();
    } else if (closed) {
      releaseIdle();
    }
  }

  /** Keeps no endpoint any longer; calls still find new ones while the container has some. */
  @Override
  public void close() {
    closed = true;
    releaseIdle();
  }

  private void releaseIdle() {
    for (MessageEndpoint endpoint = idle.poll(); endpoint != null; endpoint = idle.poll()) {
      endpoint.release();
    }
  }

  /** {@code equals}, {@code hashCode} and {@code toString} are the proxy's own. */
  private static Object own(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "endpoint";
    };
  }

  private static Throwable unwrapped(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? new IllegalStateException("no cause") : cause;
  }
}
