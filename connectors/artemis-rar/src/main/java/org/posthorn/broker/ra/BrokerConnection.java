package org.posthorn.broker.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** A connection of {@link BrokerConnections}: whom the container would log in is not looked at. */
final class BrokerConnection implements ManagedConnection {
  private final ManagedConnection inner;

  BrokerConnection(ManagedConnection inner) {
    this.inner = inner;
  }

  /** What it stands for. */
  ManagedConnection inner() {
    return inner;
  }

  @Override
  public Object getConnection(@Nullable Subject container, @Nullable ConnectionRequestInfo wanted)
      throws ResourceException {
    return inner.getConnection(null, wanted);
  }

  @Override
  public void destroy() throws ResourceException {
    inner.destroy();
  }

  @Override
  public void cleanup() throws ResourceException {
    inner.cleanup();
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    inner.associateConnection(connection);
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    inner.addConnectionEventListener(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    inner.removeConnectionEventListener(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    return inner.getXAResource();
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    return inner.getLocalTransaction();
  }

  @Override
  public ManagedConnectionMetaData getMetaData() throws ResourceException {
    return inner.getMetaData();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws ResourceException {
    inner.setLogWriter(out);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws ResourceException {
    return inner.getLogWriter();
  }
}
