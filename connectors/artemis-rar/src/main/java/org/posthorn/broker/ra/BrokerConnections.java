package org.posthorn.broker.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where all connections of those who send, browse or ask come from: each logs in as the resource
 * adapter does. The container's pool knows no name and would log in with an empty one.
 */
public class BrokerConnections implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private final ActiveMQRAManagedConnectionFactory inner = new ActiveMQRAManagedConnectionFactory();

  @Override
  public Object createConnectionFactory(ConnectionManager pool) throws ResourceException {
    return inner.createConnectionFactory(
        (factory, wanted) -> pool.allocateConnection(this, wanted));
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    return inner.createConnectionFactory();
  }

  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject container, @Nullable ConnectionRequestInfo wanted)
      throws ResourceException {
    return new BrokerConnection(inner.createManagedConnection(null, wanted));
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public @Nullable ManagedConnection matchManagedConnections(
      Set idle, @Nullable Subject container, @Nullable ConnectionRequestInfo wanted)
      throws ResourceException {
    for (Object each : idle) {
      if (each instanceof BrokerConnection ours
          && inner.matchManagedConnections(Set.of(ours.inner()), null, wanted) != null) {
        return ours;
      }
    }
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws ResourceException {
    inner.setLogWriter(out);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws ResourceException {
    return inner.getLogWriter();
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return inner.getResourceAdapter();
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    inner.setResourceAdapter(adapter);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BrokerConnections same && inner.equals(same.inner);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }
}
