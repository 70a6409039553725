package org.posthorn.inbound.ra;

import jakarta.ejb.EJBException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A port whose calls go to message-driven beans: each call takes an endpoint, invokes it, and gives
 * it back. What a bean throws comes out as it was thrown, without the container's wrapping; a call
 * that finds no endpoint throws {@link EndpointUnavailable}.
 */
public final class EndpointProxy implements InvocationHandler {
  private final MessageEndpointFactory factory;

  private EndpointProxy(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /**
   * The port of an activated endpoint. Thread-safe.
   *
   * @throws IllegalArgumentException when the port inherits a method: Payara's message-driven beans
   *     know only what their interface declares itself, and fail calls to the rest
   */
  public static <T> T of(Class<T> port, MessageEndpointFactory factory) {
    for (Method method : port.getMethods()) {
      if (method.getDeclaringClass() != port) {
        throw new IllegalArgumentException(port.getName() + " inherits " + method.getName());
      }
    }
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(), new Class<?>[] {port}, new EndpointProxy(factory)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return own(proxy, method, arguments);
    }
    MessageEndpoint endpoint;
    try {
      endpoint = factory.createEndpoint(null);
    } catch (UnavailableException | IllegalStateException e) {
      throw new EndpointUnavailable(e);
    }
    try {
      return method.invoke(endpoint, arguments);
    } catch (InvocationTargetException e) {
      throw unwrapped(e.getCause());
    } finally {
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
