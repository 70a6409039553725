@NullMarked
package org.posthorn.store.boundary;

import org.jspecify.annotations.NullMarked;
