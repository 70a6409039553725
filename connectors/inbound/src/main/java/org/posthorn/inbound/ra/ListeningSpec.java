package org.posthorn.inbound.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Activates a {@link ListeningAdapter}; everything is set by configuration, nothing here. */
public abstract class ListeningSpec implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ResourceAdapter adapter;

  /** Nothing can be wrong. */
  @Override
  public void validate() {}

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }
}
