/** Why mail does not reach a recipient. */
@NullMarked
package org.posthorn.relay.value;

import org.jspecify.annotations.NullMarked;
