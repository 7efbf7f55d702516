package io.watertight.image;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an image is made of: nothing else has a part in its bytes.
 *
 * @param component which image
 * @param architecture of the base, the runtime and the cache
 * @param base what comes below everything
 * @param runtime a Java installation
 * @param jars folder with the application and its libraries
 * @param aotCache an ahead-of-time cache that was trained in this image without one; none leaves it out
 * @param version of the project, and the image's tag
 * @param revision the commit that was built
 * @param created what the image says about when
 */
record Ingredients(
        Component component,
        Architecture architecture,
        Base base,
        Path runtime,
        Path jars,
        @Nullable Path aotCache,
        String version,
        String revision,
        Instant created) {

    /** What comes below everything: the C library, and the files that every process expects. */
    sealed interface Base {

        /** A folder whose content is the image's root. */
        record Tree(Path folder) implements Base {}

        /** Another image, as {@code docker save} writes it. */
        record Tar(Path file) implements Base {}
    }
}
