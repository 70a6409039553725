/** How much accounts have and may have. */
@NullMarked
package org.posthorn.quota.boundary;

import org.jspecify.annotations.NullMarked;
