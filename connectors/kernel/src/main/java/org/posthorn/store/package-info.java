/** What a session sees of a mailbox: immutable views in primitive columns. */
@NullMarked
package org.posthorn.store;

import org.jspecify.annotations.NullMarked;
