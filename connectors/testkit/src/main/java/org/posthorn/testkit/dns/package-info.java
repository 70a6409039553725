/** A name server for tests. */
@NullMarked
package org.posthorn.testkit.dns;

import org.jspecify.annotations.NullMarked;
