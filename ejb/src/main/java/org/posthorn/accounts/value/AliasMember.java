package org.posthorn.accounts.value;

import org.posthorn.kernel.Address;

/**
 * Somebody who gets the mail of an alias.
 *
 * @param posts whether they may send to it where only chosen members may
 */
public record AliasMember(Address address, boolean posts) {}
