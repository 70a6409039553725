/** What a deployer sets about listeners, read and checked the same way by all who need it. */
@NullMarked
package org.posthorn.inbound.settings;

import org.jspecify.annotations.NullMarked;
