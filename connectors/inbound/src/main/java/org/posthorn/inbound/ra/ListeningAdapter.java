package org.posthorn.inbound.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.transaction.xa.XAResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.posthorn.inbound.Capacity;
import org.posthorn.inbound.Listener;
import org.posthorn.inbound.Listeners;
import org.posthorn.inbound.Protocol;
import org.posthorn.inbound.settings.InboundSettings;
import org.posthorn.inbound.settings.InvalidSettings;
import org.posthorn.inbound.settings.ListenerRole;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.ProtocolListeners;
import org.posthorn.inbound.settings.SettingsReader;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * A resource adapter that listens while an endpoint is active: activation opens all listeners of
 * the adapter's roles, deactivation closes them. The container activates before the application has
 * started, so nobody is let in until the mail system says that it is ready.
 *
 * @param <T> the port to the mail system that message-driven beans implement
 */
public abstract class ListeningAdapter<T> implements ResourceAdapter {
  private static final System.Logger LOG = System.getLogger(ListeningAdapter.class.getName());
  private static final long PROBE_MILLIS = 250;

  private final Class<T> port;
  private final ProtocolListeners listeners;
  private final Map<MessageEndpointFactory, Open> active = new ConcurrentHashMap<>();
  private @Nullable BootstrapContext context;
  private @Nullable InboundSettings settings;

  /** Listeners of one kind, with workers of their own. */
  private record Hall(Listeners listeners, Workers workers) {
    void close() {
      listeners.close();
      workers.close();
    }
  }

  private record Open(Map<String, Hall> halls, EndpointProxy endpoints, CountDownLatch closed) {
    void close() {
      closed.countDown();
      halls.values().forEach(Hall::close);
      endpoints.close();
    }

    /** Returns when it is done, or when the endpoint is deactivated. */
    void acceptWhen(BooleanSupplier ready) {
      try {
        while (!isTrue(ready)) {
          if (closed.await(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
        halls.values().forEach(hall -> hall.listeners().accept());
        LOG.log(
            System.Logger.Level.INFO,
            "event=accepting kinds=" + String.join(",", new TreeSet<>(halls.keySet())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the container stops
      }
    }

    private static boolean isTrue(BooleanSupplier ready) {
      try {
        return ready.getAsBoolean();
      } catch (Throwable e) { // endpoints of an application that is starting
        Failures.tell(LOG, System.Logger.Level.DEBUG, "event=not-ready", e);
        return false;
      }
    }
  }

  /**
   * For a protocol.
   *
   * @param name of the file {@code META-INF/posthorn/NAME.properties} in the adapter's jar, which
   *     says what listeners there are
   */
  protected ListeningAdapter(Class<T> port, String name) {
    this.port = port;
    this.listeners = ProtocolListeners.of(getClass(), name);
  }

  /** Reads and checks the settings of the protocol; before anything else is asked. */
  protected abstract void configure(SettingsReader values);

  /** What is spoken at a listener, with the mail system behind it. */
  protected abstract Protocol protocol(InboundSettings settings, ListenerSettings listener, T mail);

  /** Whether the mail system has started and may be asked. */
  protected abstract boolean ready(T mail);

  @Override
  public void start(BootstrapContext bootstrap) throws ResourceAdapterInternalException {
    context = bootstrap;
    try {
      settings = InboundSettings.read(ConfigProvider.getConfig(), listeners, this::configure);
    } catch (InvalidSettings e) {
      throw new ResourceAdapterInternalException(e.getMessage(), e);
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    InboundSettings known = Objects.requireNonNull(settings);
    EndpointProxy endpoints = new EndpointProxy(factory);
    T mail = endpoints.port(port);
    Open open = new Open(new ConcurrentHashMap<>(), endpoints, new CountDownLatch(1));
    try {
      ServerTls tls = ServerTls.open(known.dataDirectory().resolve("tls"), known.hostName());
      for (ListenerSettings listener : known.listeners()) {
        open.halls()
            .computeIfAbsent(listener.role().kind(), kind -> hall(listener.role(), known, tls))
            .listeners()
            .open(new Listener(listener, protocol(known, listener, mail)));
      }
      active.put(factory, open);
      open.halls().values().stream()
          .findAny()
          .ifPresent(
              any ->
                  Background.execute(
                      any.workers(), "accept", () -> open.acceptWhen(() -> ready(mail))));
    } catch (RuntimeException e) {
      open.close();
      throw new ResourceException(e.getMessage(), e);
    }
  }

  private Hall hall(ListenerRole role, InboundSettings known, ServerTls tls) {
    int most = known.workers(role);
    Workers workers = new Workers(Objects.requireNonNull(context).getWorkManager(), most);
    Capacity capacity =
        new Capacity(known.maxConnections(), most, known.workersPerAccount(), known.trusted());
    return new Hall(new Listeners(role.kind(), workers, tls, capacity), workers);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    Open open = active.remove(factory);
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void stop() {
    active.values().forEach(Open::close);
    active.clear();
  }

  /** Nothing to recover: no transaction is imported. */
  @Override
  public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
