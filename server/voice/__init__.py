"""THE OFFICE'S VOICE: which sentences it needs, clips made before anybody asks, and the clips over HTTP. How a clip is made: `voice`."""
