package org.posthorn.inbound;

import org.posthorn.net.Networks;

/**
 * What the listeners of one kind have for all their clients.
 *
 * @param connections at once
 * @param workers that run at once
 * @param workersPerParty of those, for one account or address
 * @param trusted networks whose connections have no limits of their own
 */
public record Capacity(int connections, int workers, int workersPerParty, Networks trusted) {}
