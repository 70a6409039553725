/** Tests of the settings. */
@NullMarked
package org.posthorn.inbound.settings;

import org.jspecify.annotations.NullMarked;
